namespace K8tre.Benchmarks.Clusters;

/// <summary>Measured phases.</summary>
internal enum Phase
{
    /// <summary>Deploys a cluster on new hosts.</summary>
    Install,

    /// <summary>Repeats the command without changes.</summary>
    Again,

    /// <summary>Repeats every step on every host, changed or not.</summary>
    Apply,

    /// <summary>Upgrades to the next minor version of K3s.</summary>
    Upgrade,
}
