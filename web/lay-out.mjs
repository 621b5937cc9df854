// Trunk runs the hooks of a stage at the same time; these follow each other: all write into the page.
import "./first-picture.mjs";
import "./lessons.mjs";
import "./finish.mjs";
