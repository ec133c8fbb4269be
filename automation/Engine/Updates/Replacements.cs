using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Updates;

/// <summary>Inputs whose change replaces a resource, as far as they are known. All other changes count as updates.</summary>
internal static class Replacements
{
    private const string MutableSecrets = "enableSecretMutable";
    private const string MutableConfigMaps = "enableConfigMapMutable";

    // https://www.pulumi.com/registry/packages/random: a random value changes by a replacement only. RandomPassword is a resource that
    // the Terraform provider never updates: https://github.com/hashicorp/terraform-provider-random/blob/main/docs/resources/password.md
    private const string RandomPrefix = "random:";

    // https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go (forceNewProperties)
    private static readonly string[] KubernetesIdentity =
        ["/inputs/metadata/name", "/inputs/metadata/namespace", "/inputs/apiVersion", "/inputs/kind"];

    private static readonly Dictionary<string, string[]> ByType = new()
    {
        ["kubernetes:core/v1:Secret"] = ["/inputs/type"],
        ["kubernetes:storage.k8s.io/v1:StorageClass"] =
            ["/inputs/parameters", "/inputs/provisioner", "/inputs/reclaimPolicy", "/inputs/volumeBindingMode"],
        ["kubernetes:helm.sh/v3:Release"] = ["/inputs/name", "/inputs/namespace"],
    };

    /// <summary>Returns the changed inputs that replace the resource.</summary>
    /// <param name="resource">The new registration.</param>
    /// <param name="provider">The provider of the resource. Null if it is not registered.</param>
    /// <param name="changed">JSON pointers of the changed inputs.</param>
    public static IEnumerable<string> Of(PlanResource resource, PlanResource? provider, IEnumerable<string> changed)
        => changed.Where(pointer => resource.Options.ReplaceOnChanges.Any(path => PropertyPath.Covers(path, pointer))
            || Forcing(resource, provider).Any(forcing => PropertyPath.IsAtOrBelow(pointer, forcing)));

    private static IEnumerable<string> Forcing(PlanResource resource, PlanResource? provider)
    {
        if (resource.Type.StartsWith(RandomPrefix, StringComparison.Ordinal))
            return ["/inputs"];
        if (CloudReplacements.IsCloud(resource.Type))
            return CloudReplacements.Of(resource.Type);
        if (!resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) || !resource.Custom)
            return [];

        string[] data = resource.Type switch
        {
            "kubernetes:core/v1:Secret" when (string?)provider?.Inputs[MutableSecrets] != "true" => ["/inputs/data", "/inputs/stringData"],
            "kubernetes:core/v1:ConfigMap" when (string?)provider?.Inputs[MutableConfigMaps] != "true"
                => ["/inputs/data", "/inputs/binaryData"],
            _ => [],
        };
        return [.. KubernetesIdentity, .. data, .. ByType.GetValueOrDefault(resource.Type, [])];
    }
}
