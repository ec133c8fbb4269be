namespace K8tre.Components.Azure.Dns;

/// <summary>Private DNS zone: a <see cref="PrivateDnsZone"/> of this stack, or an <see cref="ExistingPrivateDnsZone"/>.</summary>
public interface IPrivateDnsZone
{
    /// <summary>Id of the zone.</summary>
    Output<string> Id { get; }

    /// <summary>Name of the zone.</summary>
    Output<string> ZoneName { get; }

    /// <summary>Resource group of the zone.</summary>
    Output<string> ResourceGroup { get; }

    /// <summary>Indicates that other stacks link their networks to the zone too, so that a link's name must contain the platform's name.</summary>
    bool IsShared { get; }

    /// <summary>Provider of the zone's subscription. Null: the zone is in the platform's subscription.</summary>
    ProviderResource? Provider { get; }

    /// <summary>Resources of this stack that must exist before the hub can resolve names in the zone.</summary>
    IReadOnlyList<Resource> Resources { get; }
}
