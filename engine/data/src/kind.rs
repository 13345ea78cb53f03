//! Kinds of secrets and of data about people.

use serde::Serialize;

/// A kind of what should not be in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
	/// The head of a private key in PEM.
	PrivateKey,
	/// A key or token in the form of a known service.
	ApiKey,
	/// A JSON web token.
	WebToken,
	/// A value after a name such as `password` or `api_key`.
	Password,
	/// A name and password within an address.
	Credentials,
	/// The address of a mailbox.
	Mail,
	/// A telephone number.
	Phone,
	/// A number that passes the check of payment cards.
	Card,
}

impl Kind {
	/// Returns the name in reports.
	pub fn name(self) -> &'static str {
		match self {
			Self::PrivateKey => "private keys",
			Self::ApiKey => "keys of services",
			Self::WebToken => "web tokens",
			Self::Password => "passwords",
			Self::Credentials => "credentials in addresses",
			Self::Mail => "mail addresses",
			Self::Phone => "telephone numbers",
			Self::Card => "card numbers",
		}
	}
}
