using System.Net;
using K8tre.Components.Aws.Monitoring;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using KubernetesIngress = Pulumi.Kubernetes.Networking.V1.Ingress;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicLoadBalancer"/>.</summary>
public sealed record PublicLoadBalancerArgs
{
    /// <summary>
    /// K8TRE's namespace of the gateway, <see cref="PublicLoadBalancer.Namespace"/>: its resource's output. It is made with the cluster, whether or not the
    /// way is ever opened: Argo CD wants it too, and Pulumi makes nothing that is there already.
    /// </summary>
    public required Input<string> Home { get; init; }

    /// <summary>The environment's domain, below which K8TRE's services are.</summary>
    public required string Domain { get; init; }

    /// <summary>ARN of the certificate of <c>*.</c><see cref="Domain"/>.</summary>
    public required Input<string> Certificate { get; init; }

    /// <summary>ARN of the web ACL that looks at what comes: <see cref="WebAcl.Arn"/>.</summary>
    public required Input<string> WebAcl { get; init; }

    /// <summary>Name of the bucket that logs who asked for what, with <see cref="LogDelivery.LoadBalancers"/>.</summary>
    public required Input<string> AccessLogs { get; init; }

    /// <summary>Ids of the public subnets, two at least, in different zones.</summary>
    public required IReadOnlyList<Input<string>> Subnets { get; init; }

    /// <summary>Public ranges that it answers. Default: all.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>Whether it answers HTTP too, and sends whoever asks there to HTTPS. Default: false, one port less is open to the internet.</summary>
    public bool RedirectsHttp { get; init; }

    /// <summary>Whether nothing deletes the load balancer. Default: true. Set false, and run, before it shall go.</summary>
    public bool IsProtected { get; init; } = true;
}

/// <summary>
/// A way from the internet to K8TRE's gateway: a second load balancer before the Service that its internal one leads to. K8TRE's own controller makes it, as
/// soon as Argo CD has brought that.
/// </summary>
/// <remarks>
/// The Service and the internal one: https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/gateway/aws. Annotations:
/// https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
/// </remarks>
public sealed class PublicLoadBalancer : ComponentResource
{
    /// <summary>K8TRE's namespace of the gateway.</summary>
    public const string Namespace = "gateway";

    /// <summary>Label of the Ingress, with its name.</summary>
    internal const string PublicLabel = "k8tre.io/public";

    private const string IngressObject = "public-gateway-ingress";

    // TLS 1.3, and of 1.2 what has forward secrecy and AEAD: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    private const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

    private const string Alb = "alb.ingress.kubernetes.io";

    /// <summary>Opens the way in the cluster of the inherited provider.</summary>
    public PublicLoadBalancer(string name, PublicLoadBalancerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PublicLoadBalancer", name, options)
    {
        var host = $"*.{args.Domain}";
        var ingress = new KubernetesIngress(name, new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = IngressObject,
                Labels = { [PublicLabel] = IngressObject },
                Namespace = args.Home,
                Annotations = Annotations(args),
            },
            Spec = new IngressSpecArgs
            {
                IngressClassName = "alb",
                // No Secret: the certificate is the load balancer's.
                Tls = { new IngressTLSArgs { Hosts = { host } } },
                Rules = { new IngressRuleArgs { Host = host, Http = new HTTPIngressRuleValueArgs { Paths = { ToGateway() } } } },
            },
        }, new() { Parent = this, Protect = args.IsProtected });
        IngressName = ingress.Metadata.Apply(metadata => metadata.Name);

        RegisterOutputs();
    }

    /// <summary>Name of the Ingress, whose status has the load balancer's name once there is one.</summary>
    [Output("ingressName")]
    public Output<string> IngressName { get; private set; }

    private static InputMap<string> Annotations(PublicLoadBalancerArgs args)
    {
        var annotations = new InputMap<string>
        {
            [$"{Alb}/scheme"] = "internet-facing",
            [$"{Alb}/subnets"] = Output.All(args.Subnets).Apply(subnets => string.Join(',', subnets)),
            [$"{Alb}/target-type"] = "instance",
            [$"{Alb}/listen-ports"] = args.RedirectsHttp ? """[{"HTTP": 80}, {"HTTPS": 443}]""" : """[{"HTTPS": 443}]""",
            [$"{Alb}/ssl-policy"] = TlsPolicy,
            [$"{Alb}/certificate-arn"] = args.Certificate,
            [$"{Alb}/wafv2-acl-arn"] = args.WebAcl,
            [$"{Alb}/load-balancer-attributes"] = args.AccessLogs.Apply(bucket => string.Join(
                ',',
                "routing.http.drop_invalid_header_fields.enabled=true",
                $"deletion_protection.enabled={(args.IsProtected ? "true" : "false")}",
                "access_logs.s3.enabled=true",
                $"access_logs.s3.bucket={bucket}",
                $"access_logs.s3.prefix={args.Domain}")),
            // external-dns of K8TRE writes the private zone, where the name leads to the internal load balancer, and not to this one. Of the two, older and
            // newer versions read one each: https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
            ["external-dns.alpha.kubernetes.io/controller"] = "none",
            ["external-dns.kubernetes.io/controller"] = "none",
            // The controller comes from Git, after this: https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/
            ["pulumi.com/skipAwait"] = "true",
        };
        if (args.RedirectsHttp)
            annotations.Add($"{Alb}/ssl-redirect", "443");
        if (args.AllowInbound.Count > 0)
            annotations.Add($"{Alb}/inbound-cidrs", string.Join(',', args.AllowInbound));
        return annotations;
    }

    // The Service that Cilium makes for K8TRE's Gateway. What nodes say to one another is encrypted by WireGuard, so plain HTTP goes no further than to a node.
    private static HTTPIngressPathArgs ToGateway() => new()
    {
        Path = "/",
        PathType = "Prefix",
        Backend = new IngressBackendArgs
        {
            Service = new IngressServiceBackendArgs { Name = "cilium-gateway-internal-gateway", Port = new ServiceBackendPortArgs { Number = 80 } },
        },
    };
}
