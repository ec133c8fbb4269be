namespace K8tre.Components.Aws.Iam;

/// <summary>ServiceAccount whose pods have an identity in AWS.</summary>
/// <param name="Namespace">Namespace of the ServiceAccount.</param>
/// <param name="ServiceAccount">Name of the ServiceAccount.</param>
/// <remarks>
/// K8TRE's overlays contain the names of those that Argo CD installs: https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics
/// </remarks>
public sealed record PodServiceAccount(string Namespace, string ServiceAccount)
{
    /// <summary>Cilium's operator, which manages the nodes' network interfaces.</summary>
    public static PodServiceAccount Cilium { get; } = new("kube-system", "cilium-operator");

    /// <summary>CSI driver of EBS.</summary>
    public static PodServiceAccount BlockStorage { get; } = new("kube-system", "ebs-csi-controller-sa");

    /// <summary>CSI driver of EFS.</summary>
    public static PodServiceAccount FileStorage { get; } = new("kube-system", "efs-csi-controller-sa");

    /// <summary>AWS Load Balancer Controller.</summary>
    public static PodServiceAccount LoadBalancer { get; } = new("loadbalancer", "aws-load-balancer-controller");

    /// <summary>Cluster autoscaler.</summary>
    public static PodServiceAccount Autoscaler { get; } = new("kube-system", "cluster-autoscaler-sa");

    /// <summary>external-dns.</summary>
    public static PodServiceAccount ExternalDns { get; } = new("externaldns", "externaldns-sa");

    /// <summary>external-secrets.</summary>
    public static PodServiceAccount ExternalSecrets { get; } = new("external-secrets", "external-secrets");

    /// <summary>Components of Argo CD that access clusters.</summary>
    public static IReadOnlyList<PodServiceAccount> ArgoCd { get; } =
    [
        new("argocd", "argocd-application-controller"), new("argocd", "argocd-applicationset-controller"), new("argocd", "argocd-server"),
    ];
}
