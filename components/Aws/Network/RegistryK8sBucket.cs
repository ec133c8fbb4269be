namespace K8tre.Components.Aws.Network;

/// <summary>Bucket that registry.k8s.io redirects clients in a region of AWS to for the layers of images.</summary>
/// <param name="Name">Name of the bucket.</param>
/// <param name="Region">Region of the bucket.</param>
/// <remarks>https://github.com/kubernetes/registry.k8s.io/blob/main/cmd/archeio/internal/app/buckets.go</remarks>
internal sealed record RegistryK8sBucket(string Name, string Region)
{
    /// <summary>Host name of the bucket.</summary>
    public string Host => $"{Name}.s3.dualstack.{Region}.amazonaws.com";

    /// <summary>Returns the bucket for a region. Some regions use the bucket of a neighbouring region.</summary>
    public static RegistryK8sBucket For(string region) => region switch
    {
        "eu-west-2" => new("767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2", region),
        "ap-east-2" => Regular("ap-east-1"),
        "me-south-1" => Regular("me-central-1"),
        _ => Regular(region),
    };

    private static RegistryK8sBucket Regular(string region) => new($"prod-registry-k8s-io-{region}", region);
}
