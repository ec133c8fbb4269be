using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="Bastion"/>.</summary>
public sealed record BastionArgs
{
    /// <summary>Scope of the host.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the network that the host is in.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Address range of the subnet, /26 or larger.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Availability zones.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the session logs.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Public address ranges that may connect. Default: all.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>Indicates that text may be copied to and from sessions. Default: false.</summary>
    public bool AllowsCopyPaste { get; init; }

    /// <summary>Indicates that the Azure CLI may open tunnels. Default: false; only sessions in the portal are possible.</summary>
    public bool AllowsTunnels { get; init; }

    /// <summary>Resources that must exist before the subnet: Azure changes one subnet of a network at a time. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Azure Bastion host, through which operators reach machines without public addresses. Users sign in to Entra; file transfer is disabled.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/bastion/bastion-nsg, https://learn.microsoft.com/azure/bastion/configuration-settings
/// </remarks>
public sealed class Bastion : ComponentResource
{
    /// <summary>Creates the host, in a subnet of its own.</summary>
    public Bastion(string name, BastionArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:Bastion", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var subnet = new SubnetWithNsg($"{name}-subnet", new()
        {
            Scope = args.Scope,
            Network = args.Network,
            SubnetName = SubnetNames.Bastion,
            Range = args.Range,
            // Azure requires exactly these rules.
            AllowInbound =
            [
                args.AllowInbound.Count == 0
                    ? new("operators") { Tag = "Internet", Ports = ["443"], Local = "*" }
                    : new("operators")
                    {
                        Ranges = args.AllowInbound.Select(range => range.ToString()).ToArray(),
                        Ports = ["443"],
                        Local = "*",
                    },
                new("control-plane") { Tag = "GatewayManager", Ports = ["443"], Local = "*" },
                new("hosts") { Tag = "VirtualNetwork", Ports = ["8080", "5701"], IsUdpToo = true, Local = "VirtualNetwork" },
            ],
            AllowOutbound =
            [
                new("machines") { Tag = "VirtualNetwork", Ports = ["22", "3389"], Local = "*" },
                new("azure") { Tag = "AzureCloud", Ports = ["443"], Local = "*" },
                new("hosts") { Tag = "VirtualNetwork", Ports = ["8080", "5701"], IsUdpToo = true, Local = "VirtualNetwork" },
                new("certificates") { Tag = "Internet", Ports = ["80"], Local = "*" },
            ],
            LogWorkspace = args.LogWorkspace,
            DependsOn = args.DependsOn,
        }, new() { Parent = this });
        Subnet = subnet.Subnet;

        var address = new PublicIPAddress($"{name}-address", new()
        {
            PublicIpAddressName = $"pip-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Zones = args.Zones.ToArray(),
        }, inside);
        _ = new DiagnosticLogs($"{name}-address-logs", new() { Resource = address.Id, Workspace = args.LogWorkspace }, inside);
        var host = new BastionHost(name, new()
        {
            BastionHostName = $"bas-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Sku = new SkuArgs { Name = BastionHostSkuName.Standard },
            DisableCopyPaste = !args.AllowsCopyPaste,
            EnableTunneling = args.AllowsTunnels,
            EnableFileCopy = false,
            EnableShareableLink = false,
            EnableIpConnect = false,
            IpConfigurations =
            {
                new BastionHostIPConfigurationArgs
                {
                    Name = "edge",
                    Subnet = new SubResourceArgs { Id = subnet.Id },
                    PublicIPAddress = new SubResourceArgs { Id = address.Id },
                },
            },
            Zones = args.Zones.ToArray(),
        }, inside);
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = host.Id, Workspace = args.LogWorkspace }, inside);
        Id = host.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the host.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Subnet of the host.</summary>
    public Resource Subnet { get; }
}
