namespace K8tre.Components.Clusters;

/// <summary>Where a platform's clusters run. Its lower-case name is the <c>vendor</c> label that K8TRE's ApplicationSets select on.</summary>
public enum Vendor
{
    /// <summary>K3s on hosts that exist already, reached by SSH. Not the number that a missing value has: a vendor is always said.</summary>
    K3s = 1,

    /// <summary>AKS in a network of its own on Azure.</summary>
    Azure,

    /// <summary>EKS in a network of its own on AWS.</summary>
    Aws,
}
