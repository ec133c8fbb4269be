using System.Net;
using K8tre.Components.Azure.Scope;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="SpokeNetwork"/>.</summary>
public sealed record SpokeNetworkArgs
{
    /// <summary>Scope of the network.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Hub that the network is peered with.</summary>
    public required IHub Hub { get; init; }

    /// <summary>Address range of the network, a part of the platform's.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Address range of the pods, which only the nodes and the API server see.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs of the network and its security groups.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Connections between the networks of clusters. The rules that concern this network apply here too. Default: none.</summary>
    public IReadOnlyList<SpokeToSpokeRule> SpokeToSpokeRules { get; init; } = [];

    /// <summary>
    /// Address range of the application gateway. From outside the network, only the application gateway then reaches the ingress services.
    /// Default: none; operators and <see cref="Users"/> reach them.
    /// </summary>
    public IPNetwork? Gateway { get; init; }

    /// <summary>
    /// Address ranges of users' networks that reach the ingress services if there is no application gateway. Default: none.
    /// </summary>
    public IReadOnlyList<IPNetwork> Users { get; init; } = [];
}
