using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Benchmarks.Clusters;

/// <summary>What makes a K3s cluster of hosts and keeps it.</summary>
internal interface ITool
{
    /// <summary>What the table calls it.</summary>
    string Name { get; }

    /// <summary>What it knows to do, in order.</summary>
    IReadOnlyList<Phase> Phases { get; }

    /// <summary>Takes fresh hosts, on which nothing was done yet. Not counted.</summary>
    Task TakeAsync(Lab lab, IReadOnlyList<TestHost> servers, IReadOnlyList<TestHost> agents);

    /// <summary>Brings the hosts to a version of K3s.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    Task RunAsync(Phase phase, string version);
}
