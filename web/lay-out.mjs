// Trunk runs the hooks of a stage at the same time; these follow each other: both write into the page.
import "./lessons.mjs";
import "./finish.mjs";
