using Pulumi.Aws.Ecr;
using Pulumi.Aws.Ecr.Inputs;

namespace K8tre.Components.Aws.Storage;

/// <summary>
/// ECR registry of a platform: pull-through caches of public registries, and repositories for the organisation's own images. Tags are
/// immutable. An account has one registry in each region, so that only one platform in it may have this component.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html</remarks>
public sealed class EcrRegistry : ComponentResource
{
    /// <summary>Creates the caches and the repositories.</summary>
    public EcrRegistry(string name, EcrRegistryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EcrRegistry", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        (Prefix, Host) = (args.Prefix, args.Host);
        _ = new RegistryScanningConfiguration($"{name}-scanning", new()
        {
            ScanType = args.IsScannedContinuously ? "ENHANCED" : "BASIC",
            Rules =
            {
                new RegistryScanningConfigurationRuleArgs
                {
                    ScanFrequency = args.IsScannedContinuously ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH",
                    RepositoryFilters =
                    {
                        new RegistryScanningConfigurationRuleRepositoryFilterArgs { Filter = "*", FilterType = "WILDCARD" },
                    },
                },
            },
        }, inside);
        Caches = EcrRegistryArgs.Mirrors(args.Scope, args.Prefix, [.. args.Upstreams().Select(upstream => upstream.Registry.Host)]);
        _ = new PullThroughCache($"{name}-cache", args, new() { Parent = this });
        foreach (var own in args.Own)
        {
            var repository = new Repository($"{name}-{own}", new()
            {
                Name = $"{args.Prefix}/{own}",
                ImageTagMutability = PullThroughCache.Immutable,
                ImageScanningConfiguration = new RepositoryImageScanningConfigurationArgs { ScanOnPush = true },
                EncryptionConfigurations = { new RepositoryEncryptionConfigurationArgs { EncryptionType = "KMS", KmsKey = args.Key } },
            }, new() { Parent = this, Protect = true });
            _ = new LifecyclePolicy(
                $"{name}-{own}-lifecycle", new() { Repository = repository.Name, Policy = PullThroughCache.Lifecycle }, inside);
        }

        RegisterOutputs();
    }

    /// <summary>Prefix of the repositories' names.</summary>
    public string Prefix { get; }

    /// <summary>Host name of the registry.</summary>
    public string Host { get; }

    /// <summary>The caches, as mirrors of their registries.</summary>
    public ImageMirrors Caches { get; }
}
