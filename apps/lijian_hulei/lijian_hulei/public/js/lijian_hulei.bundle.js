import "./sealed_field.js";
