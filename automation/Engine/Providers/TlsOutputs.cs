namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>tls</c>: texts in the right format that are not real keys.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/tls/api-docs/</remarks>
internal static class TlsOutputs
{
    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["tls:index/privateKey:PrivateKey"] = PrivateKey,
        ["tls:index/certRequest:CertRequest"] = resource => resource.Add("certRequestPem", Pem(resource, "CERTIFICATE REQUEST")),
        ["tls:index/selfSignedCert:SelfSignedCert"] = Certificate,
        ["tls:index/locallySignedCert:LocallySignedCert"] = Certificate,
    };

    private static void PrivateKey(SimulatedResource resource)
    {
        var values = resource.Values;
        resource.AddSecret("privateKeyPem", Pem(resource, "PRIVATE KEY"));
        resource.AddSecret("privateKeyPemPkcs8", Pem(resource, "PRIVATE KEY"));
        resource.AddSecret("privateKeyOpenssh", Pem(resource, "OPENSSH PRIVATE KEY"));
        resource.Add("publicKeyPem", Pem(resource, "PUBLIC KEY"));
        resource.Add("publicKeyOpenssh", $"ssh-ed25519 {Convert.ToBase64String(values.Bytes("publicKeyOpenssh", 51))}\n");
        resource.Add("publicKeyFingerprintMd5", string.Join(':', values.Hex("md5", 32).Chunk(2).Select(pair => new string(pair))));
        resource.Add("publicKeyFingerprintSha256", $"SHA256:{Convert.ToBase64String(values.Bytes("sha256", 32)).TrimEnd('=')}");
    }

    private static void Certificate(SimulatedResource resource) => resource.Add("certPem", Pem(resource, "CERTIFICATE"));

    private static string Pem(SimulatedResource resource, string label)
        => $"-----BEGIN {label}-----\n{Convert.ToBase64String(resource.Values.Bytes(label, 48))}\n-----END {label}-----\n";
}
