"""Back ends of `core.ports.secrets.SecretStore` (packaging.md section 7).

One is chosen at provisioning and written to the configuration; nothing here falls through to a weaker one.
Importing the package loads neither keyring nor cryptography.
"""
