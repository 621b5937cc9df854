//! The course: its map, its lessons, and what a reader has done in it.

mod cards;
mod exercise;
mod fetching;
pub mod frame;
mod judging;
mod lesson;
mod map;
mod pages;
pub mod progress;
mod prose;
mod stage;
mod steps;
