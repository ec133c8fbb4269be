using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Ingress;

/// <summary>How a public gateway answers for its sites: each has a listener, a rule, and a way to the gateway inside its cluster.</summary>
/// <param name="gateway">The gateway's inputs.</param>
/// <param name="gatewayName">Name of the gateway, by which its parts name one another.</param>
/// <remarks>https://learn.microsoft.com/azure/application-gateway/multiple-site-overview, https://learn.microsoft.com/azure/application-gateway/ssl-overview</remarks>
internal sealed class GatewaySites(PublicGatewayArgs gateway, string gatewayName)
{
    /// <summary>Name of the gateway's public side.</summary>
    public const string Frontend = "public";

    private const string HttpsPort = "https", HttpPort = "http";

    // https://learn.microsoft.com/azure/application-gateway/rule-types: each rule has one of its own.
    private const int FirstPriority = 100, Step = 10;

    /// <summary>Adds them to a gateway.</summary>
    public void AddTo(ApplicationGatewayArgs args)
    {
        args.FrontendPorts.Add(new ApplicationGatewayFrontendPortArgs { Name = HttpsPort, Port = 443 });
        if (gateway.RedirectsHttp)
            args.FrontendPorts.Add(new ApplicationGatewayFrontendPortArgs { Name = HttpPort, Port = 80 });

        // The longest domain first: the names of one may end in another's, and a star stands for dots too.
        foreach (var (index, site) in gateway.Sites.OrderByDescending(site => site.Domain.Length).ThenBy(site => site.Domain, StringComparer.Ordinal).Index())
        {
            var priority = FirstPriority + (index * Step);
            Backend(args, site);
            args.SslCertificates.Add(new ApplicationGatewaySslCertificateArgs { Name = site.Name, KeyVaultSecretId = gateway.Vault.SecretId(site.Certificate) });
            args.HttpListeners.Add(Listener(site, HttpsPort, ApplicationGatewayProtocol.Https));
            args.RequestRoutingRules.Add(new ApplicationGatewayRequestRoutingRuleArgs
            {
                Name = site.Name,
                Priority = priority,
                RuleType = ApplicationGatewayRequestRoutingRuleType.Basic,
                HttpListener = Part("httpListeners", $"{site.Name}-{HttpsPort}"),
                BackendAddressPool = Part("backendAddressPools", site.Name),
                BackendHttpSettings = Part("backendHttpSettingsCollection", site.Name),
            });
            if (gateway.RedirectsHttp)
                Redirect(args, site, priority + 1);
        }
    }

    private void Backend(ApplicationGatewayArgs args, PublicSite site)
    {
        args.BackendAddressPools.Add(new ApplicationGatewayBackendAddressPoolArgs { Name = site.Name, BackendAddresses = { new ApplicationGatewayBackendAddressArgs { Fqdn = site.Backend } } });
        args.Probes.Add(new ApplicationGatewayProbeArgs
        {
            Name = site.Name,
            Protocol = ApplicationGatewayProtocol.Https,
            Host = site.Backend,
            Path = "/",
            Interval = 30,
            Timeout = 30,
            UnhealthyThreshold = 3,
            // No application has this name: that the inner gateway says so shows that it is well.
            Match = new ApplicationGatewayProbeHealthResponseMatchArgs { StatusCodes = { "200-404" } },
        });
        var settings = new ApplicationGatewayBackendHttpSettingsArgs
        {
            Name = site.Name,
            Protocol = ApplicationGatewayProtocol.Https,
            Port = 443,
            // The name that the user asked for goes on, in the request and in TLS: the inner gateway's routes go by it.
            PickHostNameFromBackendAddress = false,
            CookieBasedAffinity = ApplicationGatewayCookieBasedAffinity.Disabled,
            ConnectionDraining = new ApplicationGatewayConnectionDrainingArgs { Enabled = true, DrainTimeoutInSec = 60 },
            RequestTimeout = 60,
            Probe = Part("probes", site.Name),
        };
        if (site.BackendRoot is { } root)
        {
            args.TrustedRootCertificates.Add(new ApplicationGatewayTrustedRootCertificateArgs { Name = site.Name, Data = root });
            settings.TrustedRootCertificates.Add(Part("trustedRootCertificates", site.Name));
        }
        args.BackendHttpSettingsCollection.Add(settings);
    }

    private void Redirect(ApplicationGatewayArgs args, PublicSite site, int priority)
    {
        args.HttpListeners.Add(Listener(site, HttpPort, ApplicationGatewayProtocol.Http));
        args.RedirectConfigurations.Add(new ApplicationGatewayRedirectConfigurationArgs
        {
            Name = site.Name,
            RedirectType = ApplicationGatewayRedirectType.Permanent,
            TargetListener = Part("httpListeners", $"{site.Name}-{HttpsPort}"),
            IncludePath = true,
            IncludeQueryString = true,
        });
        args.RequestRoutingRules.Add(new ApplicationGatewayRequestRoutingRuleArgs
        {
            Name = $"{site.Name}-{HttpPort}",
            Priority = priority,
            RuleType = ApplicationGatewayRequestRoutingRuleType.Basic,
            HttpListener = Part("httpListeners", $"{site.Name}-{HttpPort}"),
            RedirectConfiguration = Part("redirectConfigurations", site.Name),
        });
    }

    private ApplicationGatewayHttpListenerArgs Listener(PublicSite site, string port, ApplicationGatewayProtocol protocol)
    {
        var listener = new ApplicationGatewayHttpListenerArgs
        {
            Name = $"{site.Name}-{port}",
            Protocol = protocol,
            FrontendIPConfiguration = Part("frontendIPConfigurations", Frontend),
            FrontendPort = Part("frontendPorts", port),
            HostNames = { site.Domain, $"*.{site.Domain}" },
        };
        if (protocol == ApplicationGatewayProtocol.Https)
            (listener.RequireServerNameIndication, listener.SslCertificate) = (true, Part("sslCertificates", site.Name));
        return listener;
    }

    // A part is named by its place in a gateway that is not there yet.
    private SubResourceArgs Part(string kind, string name) => new()
    {
        Id = Output.Format($"/subscriptions/{gateway.Site.SubscriptionId}/resourceGroups/{gateway.Site.ResourceGroup}/providers/Microsoft.Network/applicationGateways/{gatewayName}/{kind}/{name}"),
    };
}
