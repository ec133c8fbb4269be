using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Aws.Ingress;

namespace K8tre.Tests.Aws.Ingress;

public sealed class PublicLoadBalancerTests
{
    private static readonly PublicLoadBalancerArgs Valid = new()
    {
        Domain = "tre.example.org",
        Certificate = "arn:certificate",
        WebAcl = "arn:web",
        AccessLogs = "tre-logs",
        Subnets = ["subnet-a", "subnet-b"],
    };

    [Fact]
    public async Task It_leads_to_the_Service_that_the_internal_one_leads_to()
    {
        var rule = (await IngressAsync(Valid)).At("spec.rules.0")!;

        Assert.Equal("*.tre.example.org", (string?)rule["host"]);
        Assert.Equal(
            ("cilium-gateway-internal-gateway", 80d, "/", "Prefix"),
            (
                (string?)rule.At("http.paths.0.backend.service.name"),
                (double)rule.At("http.paths.0.backend.service.port.number")!,
                (string?)rule.At("http.paths.0.path"),
                (string?)rule.At("http.paths.0.pathType")));
    }

    [Fact]
    public async Task It_speaks_TLS_alone_with_our_certificate_behind_our_firewall()
    {
        var ingress = await IngressAsync(Valid);

        Assert.Equal(
            ("internet-facing", """[{"HTTPS": 443}]""", "arn:certificate", "arn:web", "subnet-a,subnet-b"),
            (
                Alb(ingress, "scheme"),
                Alb(ingress, "listen-ports"),
                Alb(ingress, "certificate-arn"),
                Alb(ingress, "wafv2-acl-arn"),
                Alb(ingress, "subnets")));
        Assert.StartsWith("ELBSecurityPolicy-TLS13-1-2-", Alb(ingress, "ssl-policy"), StringComparison.Ordinal);
        Assert.Equal("""[{"hosts":["*.tre.example.org"]}]""", ingress.At("spec.tls")!.ToJsonString());
        Assert.Equal("alb", (string?)ingress.At("spec.ingressClassName"));
    }

    [Fact]
    public async Task Who_asks_by_HTTP_is_sent_to_HTTPS_where_that_is_asked_for()
    {
        var ingress = await IngressAsync(Valid with { RedirectsHttp = true });

        Assert.Equal(("443", """[{"HTTP": 80}, {"HTTPS": 443}]"""), (Alb(ingress, "ssl-redirect"), Alb(ingress, "listen-ports")));
        Assert.Null(Alb(await IngressAsync(Valid), "ssl-redirect"));
    }

    [Theory, InlineData(true, "true"), InlineData(false, "false")]
    public async Task Load_balancers_drop_invalid_headers_log_and_are_protected(bool isProtected, string protection) => Assert.Equal(
        $"routing.http.drop_invalid_header_fields.enabled=true,deletion_protection.enabled={protection},"
        + "access_logs.s3.enabled=true,access_logs.s3.bucket=tre-logs,access_logs.s3.prefix=tre.example.org",
        Alb(await IngressAsync(Valid with { IsProtected = isProtected }), "load-balancer-attributes"));

    [Fact]
    public async Task External_dns_of_K8TRE_leaves_it_alone_so_that_the_private_name_stays_internal()
    {
        var annotations = (await IngressAsync(Valid)).At("metadata")!["annotations"]!;

        Assert.Equal(
            ("none", "none"),
            (
                (string?)annotations["external-dns.alpha.kubernetes.io/controller"],
                (string?)annotations["external-dns.kubernetes.io/controller"]));
        Assert.Null(annotations["external-dns.alpha.kubernetes.io/hostname"]);
        Assert.Equal("true", (string?)annotations["pulumi.com/skipAwait"]);
    }

    [Fact]
    public async Task Who_may_come_can_be_said()
    {
        Assert.Equal(
            "192.0.2.0/24,198.51.100.0/24",
            Alb(
                await IngressAsync(Valid with { AllowInbound = [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("198.51.100.0/24")] }),
                "inbound-cidrs"));
        Assert.Null(Alb(await IngressAsync(Valid), "inbound-cidrs"));
    }

    [Fact]
    public async Task Its_public_record_is_written_by_an_external_dns_that_sees_it_alone()
    {
        var label = (await IngressAsync(Valid)).At("metadata.labels")!.AsObject().Single();
        var graph = await ResourceGraph.OfAsync(options => new PublicDnsRecords(
            "records", new()
            {
                Scope = AwsServices.Scope,
                Domain = "tre.example.org",
                ZoneId = "Z1",
                ClusterName = "tre-prd",
                IngressName = "public-gateway-ingress",
            }, options));

        var (release, values) = (graph.Asked("records"), graph.Asked("records")["values"]!);
        Assert.Equal(
            (Versions.ExternalDns.Version, GatewayNamespace.NamespaceName), ((string?)release["version"], (string?)release["namespace"]));
        Assert.Equal(
            ($"{label.Key}={label.Value}", true, "public-dns.k8tre.io/"),
            ((string?)values["labelFilter"], (bool)values["namespaced"]!, (string?)values["annotationPrefix"]));
        Assert.Equal(("public", "Z1"), ((string?)values["extraArgs"]!["aws-zone-type"], (string?)values["extraArgs"]!["zone-id-filter"]));
        Assert.Equal(
            ("tre-prd-public", PublicDnsRecords.Account.ServiceAccount),
            ((string?)values["txtOwnerId"], (string?)values.At("serviceAccount.name")));
        Assert.Empty(graph.Orphans);
    }

    private static string? Alb(JsonNode ingress, string annotation) =>
        (string?)ingress["metadata"]!["annotations"]![$"alb.ingress.kubernetes.io/{annotation}"];

    private static async Task<JsonNode> IngressAsync(PublicLoadBalancerArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new PublicLoadBalancer("public", args, options));
        Assert.Empty(graph.Orphans);
        Assert.Equal(GatewayNamespace.NamespaceName, (string?)graph.Asked("public").At("metadata.namespace"));
        return graph.Asked("public");
    }
}
