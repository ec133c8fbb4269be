namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>tls</c>: texts of the right shape, but no key.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/tls/api-docs/</remarks>
internal static class TlsOutputs
{
    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["tls:index/privateKey:PrivateKey"] = PrivateKey,
        ["tls:index/certRequest:CertRequest"] = resource => resource.Set("certRequestPem", Pem(resource, "CERTIFICATE REQUEST")),
        ["tls:index/selfSignedCert:SelfSignedCert"] = Certificate,
        ["tls:index/locallySignedCert:LocallySignedCert"] = Certificate,
    };

    private static void PrivateKey(PlausibleResource resource)
    {
        var openSsh = $"ssh-ed25519 {Convert.ToBase64String(resource.Seed.Bytes("publicKeyOpenssh", 51))}\n";
        resource.SetSecret("privateKeyPem", Pem(resource, "PRIVATE KEY"));
        resource.SetSecret("privateKeyPemPkcs8", Pem(resource, "PRIVATE KEY"));
        resource.SetSecret("privateKeyOpenssh", Pem(resource, "OPENSSH PRIVATE KEY"));
        resource.Set("publicKeyPem", Pem(resource, "PUBLIC KEY"));
        resource.Set("publicKeyOpenssh", openSsh);
        resource.Set("publicKeyFingerprintMd5", string.Join(':', resource.Seed.Hex("md5", 32).Chunk(2).Select(pair => new string(pair))));
        resource.Set(
            "publicKeyFingerprintSha256", "SHA256:" + Convert.ToBase64String(resource.Seed.Bytes("sha256", 32)).TrimEnd('='));
    }

    private static void Certificate(PlausibleResource resource) => resource.Set("certPem", Pem(resource, "CERTIFICATE"));

    private static string Pem(PlausibleResource resource, string label)
        => $"-----BEGIN {label}-----\n{Convert.ToBase64String(resource.Seed.Bytes(label, 48))}\n-----END {label}-----\n";
}
