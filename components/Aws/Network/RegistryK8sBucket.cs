namespace K8tre.Components.Aws.Network;

/// <summary>Where registry.k8s.io sends clients in a region of AWS for the layers of images.</summary>
/// <param name="Name">Name of the bucket.</param>
/// <param name="Region">Its region.</param>
/// <remarks>https://github.com/kubernetes/registry.k8s.io/blob/main/cmd/archeio/internal/app/buckets.go</remarks>
internal sealed record RegistryK8sBucket(string Name, string Region)
{
    /// <summary>Host that answers for it.</summary>
    public string Host => $"{Name}.s3.dualstack.{Region}.amazonaws.com";

    /// <summary>The bucket of a region. Some share that of a neighbour.</summary>
    public static RegistryK8sBucket For(string region) => region switch
    {
        "eu-west-2" => new("767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2", region),
        "ap-east-2" => Regular("ap-east-1"),
        "me-south-1" => Regular("me-central-1"),
        _ => Regular(region),
    };

    private static RegistryK8sBucket Regular(string region) => new($"prod-registry-k8s-io-{region}", region);
}
