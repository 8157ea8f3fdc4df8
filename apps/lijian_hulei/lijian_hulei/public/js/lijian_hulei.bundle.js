import "./sealed_field.js";
import "./next_duties.js";
