using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NativeApplicationGateway = Pulumi.AzureNative.Network.ApplicationGateway;
using NativeApplicationGatewayArgs = Pulumi.AzureNative.Network.ApplicationGatewayArgs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>
/// Application gateway: the only route from the internet to the platform's applications. It terminates TLS, inspects requests for attacks,
/// and encrypts them again for the gateway inside a cluster. It reaches nothing else.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/application-gateway/overview-v2. To deny outgoing traffic to the internet, register the feature
/// <c>Microsoft.Network/EnableApplicationGatewayNetworkIsolation</c> before the gateway is created:
/// https://learn.microsoft.com/azure/application-gateway/application-gateway-private-deployment
/// </remarks>
public sealed class ApplicationGateway : ComponentResource
{
    /// <summary>Creates the gateway, in a subnet of its own.</summary>
    public ApplicationGateway(string name, ApplicationGatewayArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ApplicationGateway", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        var subnet = new SubnetWithNsg($"{name}-subnet", Subnet(args), new() { Parent = this });
        var address = new PublicIPAddress($"{name}-address", new()
        {
            PublicIpAddressName = $"pip-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Zones = args.Zones.ToArray(),
        }, inside);
        _ = new DiagnosticLogs($"{name}-address-logs", new() { Resource = address.Id, Workspace = args.LogWorkspace }, inside);
        var firewall = new WafPolicy(
            $"{name}-firewall", new() { Scope = scope, RequestsPerMinute = args.RequestsPerMinute }, new() { Parent = this });
        var identity = new UserAssignedIdentity($"{name}-identity", new()
        {
            Scope = scope,
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)>
            {
                ["certificates"] = (BuiltInRole.KeyVaultSecretsUser, args.Vault.Id),
            },
        }, new() { Parent = this });

        var gateway = new NativeApplicationGatewayArgs
        {
            ApplicationGatewayName = $"agw-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Sku = new ApplicationGatewaySkuArgs { Name = ApplicationGatewaySkuName.WAF_v2, Tier = ApplicationGatewayTier.WAF_v2 },
            AutoscaleConfiguration = new ApplicationGatewayAutoscaleConfigurationArgs
            {
                MinCapacity = args.MinInstances,
                MaxCapacity = args.MaxInstances,
            },
            Zones = args.Zones.ToArray(),
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            FirewallPolicy = new SubResourceArgs { Id = firewall.Id },
            EnableHttp2 = true,
            // TLS 1.2 and 1.3, with ciphers that have forward secrecy.
            SslPolicy = new ApplicationGatewaySslPolicyArgs
            {
                PolicyType = ApplicationGatewaySslPolicyType.Predefined,
                PolicyName = ApplicationGatewaySslPolicyName.AppGwSslPolicy20220101S,
            },
            // JupyterHub reports the start of a notebook in a stream:
            // https://learn.microsoft.com/azure/application-gateway/use-server-sent-events
            GlobalConfiguration = new ApplicationGatewayGlobalConfigurationArgs
            {
                EnableRequestBuffering = true,
                EnableResponseBuffering = false,
            },
            GatewayIPConfigurations =
            {
                new ApplicationGatewayIPConfigurationArgs { Name = "inside", Subnet = new SubResourceArgs { Id = subnet.Id } },
            },
            FrontendIPConfigurations =
            {
                new ApplicationGatewayFrontendIPConfigurationArgs
                {
                    Name = GatewayListeners.Frontend,
                    PublicIPAddress = new SubResourceArgs { Id = address.Id },
                },
            },
        };
        new GatewayListeners(args, $"agw-{name}").AddTo(gateway);
        // The gateway reads the certificates while it is created: it needs its role and the vault's private endpoint.
        Id = new NativeApplicationGateway(name, gateway, new() { Parent = this, DependsOn = { identity, args.Vault } }).Id;
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = Id, Workspace = args.LogWorkspace }, inside);
        Address = address.IpAddress.Apply(text => text!);

        RegisterOutputs();
    }

    /// <summary>Id of the gateway.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Public address of the gateway, for the public DNS records of the domains.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    private static SubnetWithNsgArgs Subnet(ApplicationGatewayArgs args)
    {
        string[] ports = args.RedirectsHttp ? ["80", "443"] : ["443"];
        var services = Enum.GetValues<TreEnvironment>()
            .Select(environment => AddressPlan.IngressServices(args.Addresses.Spoke(environment)).ToString());
        return new()
        {
            Scope = args.Scope,
            Network = args.Hub.NetworkName,
            SubnetName = SubnetNames.Gateway,
            Range = args.Addresses.Gateway,
            AllowInbound =
            [
                args.AllowInbound.Count == 0
                    ? new("users") { Tag = "Internet", Ports = ports }
                    : new("users") { Ranges = args.AllowInbound.Select(range => range.ToString()).ToArray(), Ports = ports },
                // Azure's management traffic, which certificates protect:
                // https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups
                new("control-plane") { Tag = "GatewayManager", Ports = ["65200-65535"], Local = "*" },
            ],
            AllowOutbound =
            [
                new("clusters") { Ranges = services.ToArray(), Ports = ["443"] },
                new("vault") { Ranges = args.Addresses.HubEndpoints.ToString(), Ports = ["443"] },
            ],
            LogWorkspace = args.LogWorkspace,
            DependsOn = args.Hub.Subnets,
        };
    }
}
