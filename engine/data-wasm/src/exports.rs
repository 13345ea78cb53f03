//! What JavaScript calls. One instance of the module does one check, and what it holds ends with it.

use crate::Session;
use alloc::{boxed::Box, string::String, vec::Vec};
use openledger_data::Part;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
	core::arch::wasm32::unreachable()
}

/// A check with what goes in and comes out.
pub struct Instance {
	session: Session,
	input: Vec<u8>,
	output: String,
}

/// Makes a check, and returns the pointer that all others take.
#[unsafe(no_mangle)]
pub extern "C" fn check_new() -> *mut Instance {
	let (session, input, output) = (Session::default(), Vec::new(), String::new());
	Box::into_raw(Box::new(Instance { session, input, output }))
}

/// Makes room for so many bytes, and returns where they are to be written before the next call.
///
/// # Safety
///
/// `check` comes from [`check_new`], and no other call is under way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check_room(check: *mut Instance, bytes: usize) -> *mut u8 {
	// SAFETY: the caller keeps to the contract above; the same holds below.
	let check = unsafe { &mut *check };
	check.input.clear();
	check.input.resize(bytes, 0);
	check.input.as_mut_ptr()
}

/// Begins a file, whose name was written: held out if the number is not 0.
///
/// # Safety
///
/// As for [`check_room`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check_begin(check: *mut Instance, held_out: u32) {
	let check = unsafe { &mut *check };
	let part = if held_out == 0 { Part::Training } else { Part::HeldOut };
	check.session.begin(&String::from_utf8_lossy(&check.input), part);
}

/// Takes the next bytes of the file, which were written.
///
/// # Safety
///
/// As for [`check_room`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check_push(check: *mut Instance) {
	let check = unsafe { &mut *check };
	check.session.push(&check.input);
}

/// Ends the file.
///
/// # Safety
///
/// As for [`check_room`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check_end(check: *mut Instance) {
	let check = unsafe { &mut *check };
	check.session.end();
}

/// Ends the check, and returns the number of bytes of its result.
///
/// # Safety
///
/// As for [`check_room`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check_answer(check: *mut Instance) -> usize {
	let check = unsafe { &mut *check };
	check.output = core::mem::take(&mut check.session).json();
	check.output.len()
}

/// Returns where the result is: JSON in UTF-8.
///
/// # Safety
///
/// As for [`check_room`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check_output(check: *const Instance) -> *const u8 {
	let check = unsafe { &*check };
	check.output.as_ptr()
}
