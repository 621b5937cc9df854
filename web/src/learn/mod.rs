//! The course: its map, its lessons, and what a reader has done in it.

mod cards;
pub mod exercise;
mod fetching;
mod judging;
pub mod lesson;
pub mod map;
pub mod pages;
pub mod progress;
mod prose;
mod stage;
mod steps;
