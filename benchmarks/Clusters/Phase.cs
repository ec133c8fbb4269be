namespace K8tre.Benchmarks.Clusters;

/// <summary>What is timed.</summary>
internal enum Phase
{
    /// <summary>From bare hosts to a cluster.</summary>
    Install,

    /// <summary>The same command again, with nothing to do.</summary>
    Again,

    /// <summary>Every step again on every host, whatever is known of it.</summary>
    Apply,

    /// <summary>To the next minor version of K3s.</summary>
    Upgrade,
}
