namespace K8tre.Automation.Needs;

/// <summary>Fact of K8TRE. It holds for vendors and environments, and for clusters on which an Application is installed.</summary>
internal abstract record WorkloadFact
{
    /// <summary>Name of the Application without its cluster. Default: none; the fact holds for K8TRE as a whole.</summary>
    public string? Application { get; init; }

    /// <summary>Vendors. Default: all.</summary>
    public IReadOnlyList<string>? Vendors { get; init; }

    /// <summary>Environments. Default: all.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>Source of the fact: <c>rendered</c>, <c>read</c> or <c>run</c>. Default: <c>rendered</c>.</summary>
    public string Confidence { get; init; } = "rendered";

    /// <summary>Reasons. Default: none.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>Returns true if the fact holds for a vendor and an environment.</summary>
    public bool HoldsOn(string vendor, string environment)
        => Vendors?.Contains(vendor) != false && Environments?.Contains(environment) != false;
}

/// <summary>Commit of K8TRE.</summary>
internal sealed record UpstreamFact(string Repository, string Commit, string Date);

/// <summary>Totals of a cluster.</summary>
/// <param name="Cluster">Vendor and environment, like <c>k3s-prd</c>. Those of <c>stg</c> equal those of <c>dev</c>.</param>
/// <param name="Pods">Pods that run all the time.</param>
/// <param name="Cpu">Requested CPUs.</param>
/// <param name="MemoryMiB">Requested memory, MiB.</param>
/// <param name="ClaimsGiB">Size of all claims of volumes, GiB.</param>
internal sealed record ClusterTotals(string Cluster, int Pods, double Cpu, int MemoryMiB, double ClaimsGiB);

/// <summary>Pod Security level that the pods of a namespace need.</summary>
/// <param name="Name">Name of the namespace.</param>
/// <param name="Level">The level: <c>restricted</c>, <c>baseline</c> or <c>privileged</c>.</param>
/// <param name="OwnLabel">True if K8TRE's manifests set the level on the namespace.</param>
internal sealed record NamespaceFact(string Name, string Level, bool OwnLabel = false) : WorkloadFact;

/// <summary>Claim of a volume.</summary>
/// <param name="Namespace">Namespace of the claim.</param>
/// <param name="Claim">Name of the claim, or of its controller and template.</param>
/// <param name="StorageClass">Name of the storage class. Null: the default class of the cluster.</param>
/// <param name="Size">Size, a Kubernetes quantity.</param>
internal sealed record ClaimFact(string Namespace, string Claim, string? StorageClass, string Size) : WorkloadFact;

/// <summary>Storage class that K8TRE or the vendor's cluster provides.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="IsDefault">True if claims without a class get it.</param>
internal sealed record StorageClassFact(string Name, bool IsDefault = false) : WorkloadFact;

/// <summary>Service that needs an address of the load balancer.</summary>
/// <param name="Namespace">Namespace of the Service.</param>
/// <param name="Name">Name of the Service.</param>
/// <param name="Ports">Ports.</param>
internal sealed record ServiceFact(string Namespace, string Name, IReadOnlyList<int> Ports) : WorkloadFact;

/// <summary>API group whose definitions Applications need before they can be synced.</summary>
/// <param name="Group">The API group.</param>
/// <param name="Kinds">Kinds that the Applications use.</param>
/// <param name="Applications">Applications that use them.</param>
/// <param name="ProvidedBy">An Application, <c>platform</c>, or <c>nobody</c> if K8TRE expects someone else to install them.</param>
internal sealed record DefinitionFact(string Group, IReadOnlyList<string> Kinds, IReadOnlyList<string> Applications, string ProvidedBy)
    : WorkloadFact;

/// <summary>Object whose disruption budget refuses every eviction.</summary>
/// <param name="Namespace">Namespace of the object.</param>
/// <param name="Kind">Kind of the object.</param>
/// <param name="Name">Name of the object.</param>
/// <param name="Instances">Number of its pods.</param>
internal sealed record BudgetFact(string Namespace, string Kind, string Name, int Instances) : WorkloadFact;

/// <summary>Fields of an object that differ between two renderings of the same Application.</summary>
/// <param name="Group">API group of the object. Empty: the core group.</param>
/// <param name="Kind">Kind of the object.</param>
/// <param name="Name">Name of the object.</param>
/// <param name="Paths">JSON pointers of the fields. A star stands for each item of a list.</param>
internal sealed record DifferenceFact(string Group, string Kind, string Name, IReadOnlyList<string> Paths) : WorkloadFact;

/// <summary>Image that K8TRE's pods or programs name.</summary>
/// <param name="Image">Name with its tag, as K8TRE writes it.</param>
internal sealed record ImageFact(string Image) : WorkloadFact;

/// <summary>Host that K8TRE's charts, images, policies or start-up commands name.</summary>
/// <param name="Host">DNS name. <c>&lt;region&gt;</c> stands for the region of the cluster.</param>
/// <param name="For">Purpose: <c>chart</c>, <c>remote base</c>, <c>image</c>, <c>start-up</c>, <c>API</c> or <c>policy</c>.</param>
/// <param name="Needed">False if K8TRE works without the host, or if an operator has to decide.</param>
internal sealed record HostFact(string Host, string For, bool Needed = true) : WorkloadFact
{
    /// <summary>Registry of images that the host belongs to. Null: it serves something else as well.</summary>
    public string? Registry { get; init; }

    /// <summary>True if the registry sends nodes there for the layers of images.</summary>
    public bool IsForLayers { get; init; }

    /// <summary>True if Argo CD connects to the host, and not the pods of K8TRE.</summary>
    public bool IsForArgoCd => For.Contains("chart", StringComparison.Ordinal) || For == "remote base";
}
