namespace K8tre.Components.Aws.Storage;

/// <summary>Public registry with a pull-through cache in ECR.</summary>
/// <param name="Host">Host name in the names of images.</param>
/// <param name="Url">Host name that ECR pulls from.</param>
/// <param name="Folder">Prefix of the cache's repositories, below the platform's prefix.</param>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html</remarks>
public sealed record RegistryUpstream(string Host, string Url, string Folder)
{
    /// <summary>Docker Hub, which requires an account.</summary>
    public static RegistryUpstream DockerHub { get; } = new("docker.io", "registry-1.docker.io", "docker-hub");

    /// <summary>GitHub container registry, which requires an account.</summary>
    public static RegistryUpstream GitHub { get; } = new("ghcr.io", "ghcr.io", "github");

    /// <summary>Registries that require an account.</summary>
    public static IReadOnlyList<RegistryUpstream> WithAccount => [DockerHub, GitHub];

    /// <summary>Registries that require no account.</summary>
    public static IReadOnlyList<RegistryUpstream> Open { get; } =
    [
        new("quay.io", "quay.io", "quay"),
        new("registry.k8s.io", "registry.k8s.io", "kubernetes"),
        new("public.ecr.aws", "public.ecr.aws", "ecr-public"),
    ];
}

/// <summary>Account at a registry.</summary>
/// <param name="Login">User name and access token, secret.</param>
public sealed record RegistryAccount(Output<RegistryLogin> Login);
