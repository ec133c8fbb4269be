using K8tre.Automation.Engine.Properties;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine.Providers;

/// <summary>
/// Simulates the providers of a plan. A resource returns its inputs and the outputs that programs need. All other outputs are unknown.
/// </summary>
/// <remarks>To simulate the outputs of another type, add a row to the table of its provider.</remarks>
internal sealed class SimulatedProvider : IResourceProvider
{
    private const string KubernetesPrefix = "kubernetes:";
    private const string ProviderPrefix = "pulumi:providers:";

    private static readonly Dictionary<string, Action<SimulatedResource>> Types = new(
    [
        .. AwsComputeOutputs.Types,
        .. AwsNetworkOutputs.Types,
        .. AwsServiceOutputs.Types,
        .. AzureOutputs.Types,
        .. CommandOutputs.Types,
        .. KubernetesOutputs.Types,
        .. RandomOutputs.Types,
        .. TlsOutputs.Types,
    ]);

    /// <inheritdoc/>
    public ValueTask<ResourceState> ApplyAsync(RegisterResourceRequest request, string urn, PlanOptions options)
        => new(Create(request, urn));

    /// <summary>Returns the state of a resource.</summary>
    /// <param name="request">The request of the program.</param>
    /// <param name="seed">Seed of assigned values: the URN, or another text for the replacement of a resource.</param>
    public static ResourceState Create(RegisterResourceRequest request, string seed)
    {
        var resource = new SimulatedResource(request.Type, request.Name, new SeededValues(seed), ProviderView.From(request.Object));
        AddOutputs(resource, request.AdditionalSecretOutputs);
        return new(request.ImportId.Length > 0 ? request.ImportId : resource.Id, resource.Outputs);
    }

    /// <summary>Adds the outputs that the provider of a resource assigns, and its id.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="additionalSecrets">Outputs to mark as secret.</param>
    public static void AddOutputs(SimulatedResource resource, IEnumerable<string> additionalSecrets)
    {
        if (Types.TryGetValue(resource.Type, out var addOutputs))
            addOutputs(resource);
        else if (resource.Type.StartsWith(KubernetesPrefix, StringComparison.Ordinal))
            KubernetesOutputs.AddMetadata(resource);
        else if (resource.Type.StartsWith(ProviderPrefix, StringComparison.Ordinal))
            resource.Id = resource.Values.Uuid("id");

        foreach (var property in additionalSecrets)
            resource.Add(property, WireValue.Secret(resource.Outputs.Fields.GetValueOrDefault(property) ?? WireValue.Unknown));
    }
}
