namespace K8tre.Components.OnPrem;

/// <summary>Algorithms with which K3s encrypts Secrets in etcd.</summary>
/// <remarks>https://docs.k3s.io/security/secrets-encryption#choosing-encryption-provider</remarks>
public enum EncryptionProvider
{
    /// <summary>XSalsa20 and Poly1305. K3s offers it since v1.30.12, v1.31.8, v1.32.4 and v1.33.0.</summary>
    Secretbox,

    /// <summary>AES-CBC with PKCS#7 padding. Kubernetes calls it weak, because it does not detect changes.</summary>
    Aescbc,
}

/// <summary>Encryption of Secrets in etcd and in its snapshots.</summary>
public sealed record SecretsEncryption
{
    /// <summary>
    /// Algorithm of K3s's own keys, which are on the servers' disks. Default: <see cref="EncryptionProvider.Secretbox"/>.
    /// </summary>
    public EncryptionProvider Provider { get; init; } = EncryptionProvider.Secretbox;

    /// <summary><see cref="Provider"/>, as K3s and its scripts call it.</summary>
    internal string ProviderName => Provider.ToString().ToLowerInvariant();

    /// <summary>KMS that encrypts in place of K3s's own keys. Default: none.</summary>
    public KmsPlugin? Kms { get; init; }
}
