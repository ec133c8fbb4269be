using K8tre.Components.Azure.Scope;

namespace K8tre.Components.Azure.Dns;

/// <summary>Private DNS zone of another stack or of the organisation. Its owner links the hub to it.</summary>
/// <param name="Id">Id of the zone.</param>
public sealed record ExistingPrivateDnsZone(Output<string> Id) : IPrivateDnsZone
{
    /// <inheritdoc/>
    public Output<string> ZoneName { get; } = Id.Apply(id => AzureResourceId.Parse(id).Name);

    /// <inheritdoc/>
    public Output<string> ResourceGroup { get; } = Id.Apply(id => AzureResourceId.Parse(id).ResourceGroup);

    /// <inheritdoc/>
    public ProviderResource? Provider { get; init; }

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public IReadOnlyList<Resource> Resources => [];
}
