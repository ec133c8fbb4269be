using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>What a provider would answer, as far as a program needs it to go on; other outputs stay unknown.</summary>
/// <remarks>To answer a further type, add a row to the table of its provider.</remarks>
internal static class PlausibleOutputs
{
    private const string KubernetesPrefix = "kubernetes:";
    private const string ProviderPrefix = "pulumi:providers:";

    private static readonly Dictionary<string, Action<PlausibleResource>> Table =
        new([.. RandomOutputs.Table, .. TlsOutputs.Table, .. CommandOutputs.Table, .. AwsOutputs.Table, .. AwsNetworkOutputs.Table, .. AwsServiceOutputs.Table, .. AzureOutputs.Table, .. KubernetesOutputs.Table]);

    /// <summary>The outputs of a resource, and its id.</summary>
    /// <param name="resource">Type, name and URN.</param>
    /// <param name="additionalSecrets">Outputs to mark as secret.</param>
    public static PlausibleResource Answer(PlausibleResource resource, IEnumerable<string> additionalSecrets)
    {
        if (Table.TryGetValue(resource.Type, out var fill))
            fill(resource);
        else if (resource.Type.StartsWith(KubernetesPrefix, StringComparison.Ordinal))
            KubernetesOutputs.Object(resource);
        else if (resource.Type.StartsWith(ProviderPrefix, StringComparison.Ordinal))
            resource.Id = resource.Seed.Uuid("id");

        foreach (var property in additionalSecrets)
        {
            if (resource.Outputs.Fields.TryGetValue(property, out var value))
                resource.Set(property, WireValue.Secret(value));
            else
                resource.Set(property, WireValue.Secret(WireValue.Unknown));
        }

        return resource;
    }
}
