namespace K8tre.Components.Clusters;

/// <summary>Vendor of a platform's clusters. Its lower-case name is the <c>vendor</c> label that K8TRE ApplicationSets select on.</summary>
public enum Vendor
{
    /// <summary>K3s on existing hosts, installed over SSH. Not 0, the value of a setting that is missing.</summary>
    K3s = 1,

    /// <summary>AKS in a virtual network of its own on Azure.</summary>
    Azure,

    /// <summary>EKS in a VPC of its own on AWS.</summary>
    Aws,
}
