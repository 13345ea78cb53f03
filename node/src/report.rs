//! Errors as sentences for the terminal.

use openledger_operator::failure;

/// Returns what the command ends with: one sentence on the fault, and what to do.
pub fn sentence(error: &sc_cli::Error) -> String {
	match error {
		sc_cli::Error::NetworkKeyNotFound(path) => {
			let path = path.display();
			format!(
				"there is no node key at {path}, and a validator keeps one identity: make it once with \
				`openledger-node key generate-node-key --file {path}`, and start again"
			)
		},
		sc_cli::Error::KeyAlreadyExistsInPath(path) => {
			format!("{} holds a node key already, which stays: give another path", path.display())
		},
		sc_cli::Error::KeystoreOperation | sc_cli::Error::KeyStorage(_) => format!(
			"the keystore cannot be used ({error}): run this as the user that the node runs as, with its \
			 --base-path and --chain"
		),
		error => failure::explain(&error.to_string()),
	}
}
