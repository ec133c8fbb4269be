using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Benchmarks.Clusters;

/// <summary>A tool that deploys K3s clusters on hosts.</summary>
internal interface ITool
{
    /// <summary>Name of the tool in the table.</summary>
    string Name { get; }

    /// <summary>Supported phases, in order.</summary>
    IReadOnlyList<Phase> Phases { get; }

    /// <summary>Prepares the tool for new hosts. Not measured.</summary>
    Task TakeAsync(Lab lab, IReadOnlyList<TestHost> servers, IReadOnlyList<TestHost> agents);

    /// <summary>Deploys a version of K3s.</summary>
    /// <exception cref="InvalidOperationException">The deployment failed.</exception>
    Task RunAsync(Phase phase, string version);
}
