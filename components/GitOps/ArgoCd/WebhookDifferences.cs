namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>
/// Fields that the chart of the AWS load balancer controller generates at each rendering: an authority and a certificate for its webhooks.
/// Without these differences, each restart of Argo CD's Redis would replace the certificate, and the API server would refuse Services until
/// the controller has read the new one.
/// </summary>
/// <remarks>
/// https://github.com/aws/eks-charts/blob/8ed2cf4/stable/aws-load-balancer-controller/templates/_helpers.tpl: the chart keeps a certificate
/// only if it can read the cluster, which Argo CD's rendering cannot.
/// </remarks>
internal static class WebhookDifferences
{
    private const string Group = "admissionregistration.k8s.io", Webhook = "aws-load-balancer-webhook";

    /// <summary>The differences, as Argo CD's <c>ignoreDifferences</c>.</summary>
    public static object[] All { get; } =
    [
        new
        {
            group = "",
            kind = "Secret",
            name = "aws-load-balancer-tls",
            jsonPointers = new[] { "/data/ca.crt", "/data/tls.crt", "/data/tls.key" },
        },
        Authority("MutatingWebhookConfiguration"),
        Authority("ValidatingWebhookConfiguration"),
    ];

    private static object Authority(string kind) =>
        new { group = Group, kind, name = Webhook, jqPathExpressions = new[] { ".webhooks[]?.clientConfig.caBundle" } };
}
