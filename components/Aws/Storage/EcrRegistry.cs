using Pulumi.Aws.Ecr;
using Pulumi.Aws.Ecr.Inputs;

namespace K8tre.Components.Aws.Storage;

/// <summary>
/// The images of a platform: copies of public ones, made when a node first asks, and one's own. A tag names for ever the image that it named
/// when it came. An account has one registry a region, and so one platform in it this component.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html</remarks>
public sealed class EcrRegistry : ComponentResource
{
    internal const string Immutable = "IMMUTABLE";

    /// <summary>What no tag names any more goes after two weeks.</summary>
    internal const string Lifecycle =
        """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}""";

    /// <summary>Makes the caches and the repositories.</summary>
    public EcrRegistry(string name, EcrRegistryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EcrRegistry", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        Host = args.Host;
        _ = new RegistryScanningConfiguration($"{name}-scanning", new()
        {
            ScanType = args.IsScannedContinuously ? "ENHANCED" : "BASIC",
            Rules =
            {
                new RegistryScanningConfigurationRuleArgs
                {
                    ScanFrequency = args.IsScannedContinuously ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH",
                    RepositoryFilters = { new RegistryScanningConfigurationRuleRepositoryFilterArgs { Filter = "*", FilterType = "WILDCARD" } },
                },
            },
        }, inside);
        Caches = new PullThroughCache($"{name}-cache", args, new() { Parent = this }).Addresses;
        foreach (var own in args.Own)
        {
            var repository = new Repository($"{name}-{own}", new()
            {
                Name = $"{args.Prefix}/{own}",
                ImageTagMutability = Immutable,
                ImageScanningConfiguration = new RepositoryImageScanningConfigurationArgs { ScanOnPush = true },
                EncryptionConfigurations = { new RepositoryEncryptionConfigurationArgs { EncryptionType = "KMS", KmsKey = args.Key } },
            }, new() { Parent = this, Protect = true });
            _ = new LifecyclePolicy($"{name}-{own}-lifecycle", new() { Repository = repository.Name, Policy = Lifecycle }, inside);
        }

        RegisterOutputs();
    }

    /// <summary>Host of the registry.</summary>
    public string Host { get; }

    /// <summary>Where the images of a public registry are to be had, by its host, like <c>quay.io</c>. Known once they are.</summary>
    public Output<Dictionary<string, string>> Caches { get; }
}
