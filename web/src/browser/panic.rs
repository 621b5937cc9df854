//! A bug that stops the page says so, with the scenario to copy, and leaves no blank.

use crate::words::panic as words;
use gloo::utils::document;
use std::panic::PanicHookInfo;

/// Shows panics on the page and in the console.
pub fn show_on_page() {
    yew::set_custom_panic_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        show(info);
    }));
}

fn show(info: &PanicHookInfo<'_>) {
    crate::browser::first_visit::remove();
    let (Some(body), Ok(section)) = (document().body(), document().create_element("section")) else {
        return;
    };
    section.set_class_name("crash");
    let text = crate::browser::storage::kept().unwrap_or_default();
    let parts =
        [("h1", words::SEQUITUR_HAS_STOPPED), ("p", words::ABOUT), ("pre", &format!("{info}\n\n{text}"))];
    for (tag, content) in parts {
        if let Ok(element) = document().create_element(tag) {
            element.set_text_content(Some(content));
            let appended = section.append_child(&element);
            debug_assert!(appended.is_ok());
        }
    }
    let prepended = body.insert_before(&section, body.first_child().as_ref());
    debug_assert!(prepended.is_ok());
}
