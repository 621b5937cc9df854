//! A run as a page that stands on its own: its picture, with a title and a description, and
//! nothing that runs or is loaded.

use crate::plain::one_line;
use crate::svg::{Xml, described, svg, verdicts};
use sequitur_core::sim::run::Run;

/// The most characters of the title.
const TITLE_MAX: usize = 200;

/// A run as a page, with this title.
pub fn html(run: &Run, title: &str) -> String {
    let picture = svg(run, title);
    let title = match one_line(title, TITLE_MAX) {
        title if title.trim().is_empty() => "A run".to_owned(),
        title => title,
    };
    let description = described(&run.trace, run.end, &verdicts(run));
    let (title, description) = (Xml(&title), Xml(&description));
    format!(
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n\
         <style>\n\
         body{{margin:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1e21;background:#fbfbfa}}\n\
         p{{max-width:70ch}}\n\
         figure{{margin:0;overflow-x:auto}}\n\
         @media(prefers-color-scheme:dark){{body{{color:#e9ebee;background:#131518}}}}\n\
         </style>\n\
         </head>\n\
         <body>\n\
         <h1>{title}</h1>\n\
         <p>{description}</p>\n\
         <figure tabindex=\"0\" role=\"region\" aria-label=\"Diagram\">\n\
         {picture}</figure>\n\
         </body>\n\
         </html>\n"
    )
}
