using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NativeApplicationGatewayArgs = Pulumi.AzureNative.Network.ApplicationGatewayArgs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>Parts of an application gateway for each domain: listener, routing rule, and backend with its probe.</summary>
/// <param name="gateway">The gateway's inputs.</param>
/// <param name="gatewayName">Name of the gateway, with which its parts refer to each other.</param>
/// <remarks>https://learn.microsoft.com/azure/application-gateway/multiple-site-overview, https://learn.microsoft.com/azure/application-gateway/ssl-overview</remarks>
internal sealed class GatewayListeners(ApplicationGatewayArgs gateway, string gatewayName)
{
    /// <summary>Name of the gateway's public frontend.</summary>
    public const string Frontend = "public";

    private const string HttpsPort = "https", HttpPort = "http";

    // https://learn.microsoft.com/azure/application-gateway/rule-types: each rule has a priority of its own.
    private const int FirstPriority = 100, Step = 10;

    /// <summary>Adds the parts to the inputs of a gateway.</summary>
    public void AddTo(NativeApplicationGatewayArgs args)
    {
        args.FrontendPorts.Add(new ApplicationGatewayFrontendPortArgs { Name = HttpsPort, Port = 443 });
        if (gateway.RedirectsHttp)
            args.FrontendPorts.Add(new ApplicationGatewayFrontendPortArgs { Name = HttpPort, Port = 80 });

        // The longest domain comes first: one domain may be below another, and a wildcard matches dots too.
        var listeners = gateway.Listeners
            .OrderByDescending(listener => listener.Domain.Length)
            .ThenBy(listener => listener.Domain, StringComparer.Ordinal);
        foreach (var (index, listener) in listeners.Index())
        {
            var priority = FirstPriority + (index * Step);
            AddBackend(args, listener);
            args.SslCertificates.Add(new ApplicationGatewaySslCertificateArgs
            {
                Name = listener.Name,
                KeyVaultSecretId = gateway.Vault.SecretId(listener.Certificate),
            });
            args.HttpListeners.Add(Listener(listener, HttpsPort, ApplicationGatewayProtocol.Https));
            args.RequestRoutingRules.Add(new ApplicationGatewayRequestRoutingRuleArgs
            {
                Name = listener.Name,
                Priority = priority,
                RuleType = ApplicationGatewayRequestRoutingRuleType.Basic,
                HttpListener = Part("httpListeners", $"{listener.Name}-{HttpsPort}"),
                BackendAddressPool = Part("backendAddressPools", listener.Name),
                BackendHttpSettings = Part("backendHttpSettingsCollection", listener.Name),
            });
            if (gateway.RedirectsHttp)
                AddRedirect(args, listener, priority + 1);
        }
    }

    private void AddBackend(NativeApplicationGatewayArgs args, GatewayListener listener)
    {
        args.BackendAddressPools.Add(new ApplicationGatewayBackendAddressPoolArgs
        {
            Name = listener.Name,
            BackendAddresses = { new ApplicationGatewayBackendAddressArgs { Fqdn = listener.Backend } },
        });
        args.Probes.Add(new ApplicationGatewayProbeArgs
        {
            Name = listener.Name,
            Protocol = ApplicationGatewayProtocol.Https,
            Host = listener.Backend,
            Path = "/",
            Interval = 30,
            Timeout = 30,
            UnhealthyThreshold = 3,
            // No application has this host name. A 404 from the gateway inside the cluster shows that it works.
            Match = new ApplicationGatewayProbeHealthResponseMatchArgs { StatusCodes = { "200-404" } },
        });
        var settings = new ApplicationGatewayBackendHttpSettingsArgs
        {
            Name = listener.Name,
            Protocol = ApplicationGatewayProtocol.Https,
            Port = 443,
            // The request and TLS keep the original host name, by which the gateway inside the cluster routes.
            PickHostNameFromBackendAddress = false,
            CookieBasedAffinity = ApplicationGatewayCookieBasedAffinity.Disabled,
            ConnectionDraining = new ApplicationGatewayConnectionDrainingArgs { Enabled = true, DrainTimeoutInSec = 60 },
            RequestTimeout = 60,
            Probe = Part("probes", listener.Name),
        };
        if (listener.BackendRoot is { } root)
        {
            args.TrustedRootCertificates.Add(new ApplicationGatewayTrustedRootCertificateArgs { Name = listener.Name, Data = root });
            settings.TrustedRootCertificates.Add(Part("trustedRootCertificates", listener.Name));
        }
        args.BackendHttpSettingsCollection.Add(settings);
    }

    private void AddRedirect(NativeApplicationGatewayArgs args, GatewayListener listener, int priority)
    {
        args.HttpListeners.Add(Listener(listener, HttpPort, ApplicationGatewayProtocol.Http));
        args.RedirectConfigurations.Add(new ApplicationGatewayRedirectConfigurationArgs
        {
            Name = listener.Name,
            RedirectType = ApplicationGatewayRedirectType.Permanent,
            TargetListener = Part("httpListeners", $"{listener.Name}-{HttpsPort}"),
            IncludePath = true,
            IncludeQueryString = true,
        });
        args.RequestRoutingRules.Add(new ApplicationGatewayRequestRoutingRuleArgs
        {
            Name = $"{listener.Name}-{HttpPort}",
            Priority = priority,
            RuleType = ApplicationGatewayRequestRoutingRuleType.Basic,
            HttpListener = Part("httpListeners", $"{listener.Name}-{HttpPort}"),
            RedirectConfiguration = Part("redirectConfigurations", listener.Name),
        });
    }

    private ApplicationGatewayHttpListenerArgs Listener(GatewayListener listener, string port, ApplicationGatewayProtocol protocol)
    {
        var inputs = new ApplicationGatewayHttpListenerArgs
        {
            Name = $"{listener.Name}-{port}",
            Protocol = protocol,
            FrontendIPConfiguration = Part("frontendIPConfigurations", Frontend),
            FrontendPort = Part("frontendPorts", port),
            HostNames = { listener.Domain, $"*.{listener.Domain}" },
        };
        if (protocol == ApplicationGatewayProtocol.Https)
            (inputs.RequireServerNameIndication, inputs.SslCertificate) = (true, Part("sslCertificates", listener.Name));
        return inputs;
    }

    // The id of a part in a gateway that does not exist yet.
    private SubResourceArgs Part(string kind, string name) => new()
    {
        Id = Output.Format($"{gateway.Scope.GroupId}/providers/Microsoft.Network/applicationGateways/{gatewayName}/{kind}/{name}"),
    };
}
