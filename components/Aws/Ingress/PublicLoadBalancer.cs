using System.Net;
using K8tre.Components.Aws.Monitoring;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using KubernetesIngress = Pulumi.Kubernetes.Networking.V1.Ingress;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicLoadBalancer"/>.</summary>
public sealed record PublicLoadBalancerArgs
{
    /// <summary>Domain of the environment, the parent of the names of K8TRE's services.</summary>
    public required string Domain { get; init; }

    /// <summary>ARN of the certificate of <c>*.</c><see cref="Domain"/>.</summary>
    public required Input<string> Certificate { get; init; }

    /// <summary>ARN of the web ACL: <see cref="WebAcl.Arn"/>.</summary>
    public required Input<string> WebAcl { get; init; }

    /// <summary>Name of the bucket of the access log, with <see cref="LogDelivery.LoadBalancers"/>.</summary>
    public required Input<string> AccessLogs { get; init; }

    /// <summary>Ids of the public subnets, at least two, in different zones.</summary>
    public required IReadOnlyList<Input<string>> Subnets { get; init; }

    /// <summary>Public ranges that may connect. Default: all.</summary>
    public IReadOnlyList<IPNetwork> AllowInbound { get; init; } = [];

    /// <summary>
    /// Indicates that the load balancer redirects HTTP to HTTPS. Default: false, so that one port less is open to the internet.
    /// </summary>
    public bool RedirectsHttp { get; init; }

    /// <summary>
    /// Indicates that nothing deletes the load balancer. Default: true. Deploy with false before you remove the load balancer.
    /// </summary>
    public bool IsProtected { get; init; } = true;

    /// <summary>
    /// Resources that must exist first: the namespace <see cref="GatewayNamespace.NamespaceName"/>, and the settings of the log bucket and
    /// the web ACL. Default: none.
    /// </summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Public load balancer of K8TRE's gateway, besides the internal one, for the same Service. K8TRE's controller of load balancers creates it
/// from an Ingress once Argo CD has installed the controller.
/// </summary>
/// <remarks>
/// The Service and the internal one: https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/gateway/aws. Annotations:
/// https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
/// </remarks>
public sealed class PublicLoadBalancer : ComponentResource
{
    /// <summary>Label of the Ingress, whose value is the name of the Ingress.</summary>
    internal const string PublicLabel = "k8tre.io/public";

    private const string IngressObject = "public-gateway-ingress";

    // TLS 1.3, and TLS 1.2 with forward secrecy and AEAD only:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    private const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

    private const string Alb = "alb.ingress.kubernetes.io";

    /// <summary>Creates the Ingress in the cluster of the inherited provider.</summary>
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
                Namespace = GatewayNamespace.NamespaceName,
                Annotations = Annotations(args),
            },
            Spec = new IngressSpecArgs
            {
                IngressClassName = "alb",
                // No Secret: the load balancer has the certificate.
                Tls = { new IngressTLSArgs { Hosts = { host } } },
                Rules = { new IngressRuleArgs { Host = host, Http = new HTTPIngressRuleValueArgs { Paths = { ToGateway() } } } },
            },
        }, new() { Parent = this, Protect = args.IsProtected, DependsOn = [.. args.DependsOn] });
        IngressName = ingress.Metadata.Apply(metadata => metadata.Name);

        RegisterOutputs();
    }

    /// <summary>Name of the Ingress. Its status contains the name of the load balancer once it exists.</summary>
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
            // K8TRE's external-dns writes records of the private zone, which must not resolve to this load balancer. Older and newer
            // versions read a different one of these annotations:
            // https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
            ["external-dns.alpha.kubernetes.io/controller"] = "none",
            ["external-dns.kubernetes.io/controller"] = "none",
            // Argo CD installs the controller later: https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/
            ["pulumi.com/skipAwait"] = "true",
        };
        if (args.RedirectsHttp)
            annotations.Add($"{Alb}/ssl-redirect", "443");
        if (args.AllowInbound.Count > 0)
            annotations.Add($"{Alb}/inbound-cidrs", string.Join(',', args.AllowInbound));
        return annotations;
    }

    // The Service that Cilium creates for K8TRE's Gateway. WireGuard encrypts traffic between nodes, so that plain HTTP ends at a node.
    private static HTTPIngressPathArgs ToGateway() => new()
    {
        Path = "/",
        PathType = "Prefix",
        Backend = new IngressBackendArgs
        {
            Service = new IngressServiceBackendArgs
            {
                Name = "cilium-gateway-internal-gateway",
                Port = new ServiceBackendPortArgs { Number = 80 },
            },
        },
    };
}
