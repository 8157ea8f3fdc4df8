import "./sealed_field.js";
import "./next_duties.js";
import "./today_work.js";
import "./officer_desk.js";
import "./number_cards.js";
import "./workflow_answers.js";
import "./coded_masters.js";
import "./protected_export.js";
