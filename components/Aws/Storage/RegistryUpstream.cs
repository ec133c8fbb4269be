namespace K8tre.Components.Aws.Storage;

/// <summary>A public registry whose images ECR keeps copies of.</summary>
/// <param name="Host">What names of its images begin with.</param>
/// <param name="Url">Where ECR asks for them.</param>
/// <param name="Folder">Where it keeps them, below the platform's prefix.</param>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html</remarks>
public sealed record RegistryUpstream(string Host, string Url, string Folder)
{
    /// <summary>Docker Hub. It wants an account.</summary>
    public static RegistryUpstream DockerHub { get; } = new("docker.io", "registry-1.docker.io", "docker-hub");

    /// <summary>GitHub's registry. It wants an account.</summary>
    public static RegistryUpstream GitHub { get; } = new("ghcr.io", "ghcr.io", "github");

    /// <summary>Those that want no account.</summary>
    public static IReadOnlyList<RegistryUpstream> Open { get; } =
    [
        new("quay.io", "quay.io", "quay"),
        new("registry.k8s.io", "registry.k8s.io", "kubernetes"),
        new("public.ecr.aws", "public.ecr.aws", "ecr-public"),
    ];
}

/// <summary>An account at a registry.</summary>
/// <param name="UserName">Its name.</param>
/// <param name="AccessToken">Its token, secret.</param>
public sealed record RegistryAccount(string UserName, Output<string> AccessToken);
