using System.ComponentModel.DataAnnotations;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Encryption of Secrets.</summary>
/// <remarks>It covers etcd and the snapshots of etcd. Secrets are never stored without it.</remarks>
public sealed record SecretsEncryptionSettings
{
    /// <summary>
    /// Algorithm of K3s's own keys, which are on the servers' disks. A change rotates the keys and encrypts all Secrets again.
    /// <c>aescbc</c> is for organisations that need a FIPS 140 algorithm, and for K3s older than v1.33.
    /// </summary>
    public EncryptionProvider Provider { get; init; } = EncryptionProvider.Secretbox;

    /// <summary>
    /// Key management service whose key never is on a server's disk. Default: none. To remove it, first write <c>retire: true</c>.
    /// </summary>
    public KmsSettings? Kms { get; init; }
}

/// <summary>Plugin for a KMS.</summary>
/// <remarks>
/// A program for version 2 of Kubernetes's KMS API, such as those for OpenBao and Vault, PKCS#11 and the clouds. It runs on every server
/// before K3s. Its secrets are <c>k8tre:kmsEnvironment</c> and <c>k8tre:kmsCredentials</c>.
/// </remarks>
public sealed record KmsSettings
{
    /// <summary>URL of the program. Write this or <c>path</c>.</summary>
    [RegularExpression(Formats.HttpsUrl, ErrorMessage = Formats.HttpsUrlHint)]
    public string? Url { get; init; }

    /// <summary>Path of the program, if you install it on every server yourself.</summary>
    [RegularExpression(Formats.AbsolutePath, ErrorMessage = Formats.AbsolutePathHint)]
    public string? Path { get; init; }

    /// <summary>SHA-256 of the program.</summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public required string Sha256 { get; init; }

    /// <summary>
    /// Arguments of the program. It has to listen at <c>{socket}</c>, which is <c>/run/k8tre-kms/kms.sock</c>. <c>{credentials}</c> is the
    /// path of a file with the secret <c>k8tre:kmsCredentials</c>. Write no secret here.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>User of the hosts that runs the program, for access to a device. Default: one that exists only while it runs.</summary>
    [RegularExpression(Formats.UserName, ErrorMessage = Formats.UserNameHint)]
    public string? User { get; init; }

    /// <summary>Time limit of a call, in seconds.</summary>
    [Range(1, 60, ErrorMessage = "supply 1 to 60")]
    public int TimeoutSeconds { get; init; } = 3;

    /// <summary>Encrypts all Secrets with K3s's own keys again, so that you can remove <c>kms</c> afterwards.</summary>
    public bool Retire { get; init; }
}
