using K8tre.Automation.Commands;
using K8tre.Tests.RealHosts.Engine;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Hosts with a platform that the tests of a class share.</summary>
/// <param name="names">Names of the hosts.</param>
public abstract class Story(params string[] names) : IAsyncLifetime
{
    private IReadOnlyList<TestHost> _hosts = [];

    /// <summary>Lab of the hosts.</summary>
    internal Lab Lab { get; private set; } = null!;

    /// <summary>Platform with the settings of the last test.</summary>
    internal PlatformOnHosts Platform { get; private set; } = null!;

    /// <summary>Report of the first deployment.</summary>
    internal RunReport FirstRun { get; private protected set; } = null!;

    /// <summary>Returns the hosts with these names, in this order.</summary>
    internal IReadOnlyList<TestHost> Hosts(params string[] wanted) => [.. wanted.Select(Host)];

    /// <summary>Returns the host with a name.</summary>
    internal TestHost Host(string name) => _hosts.Single(host => host.Name == name);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // The tests are skipped or fail with the reason.
        if (RealHostsRequirements.Missing is not null)
            return;
        Lab = await Lab.StartAsync();
        if (names.Length > 0)
            _hosts = await Lab.StartHostsAsync(names);
        Platform = await BeginAsync();
    }

    /// <inheritdoc/>
    public virtual async Task DisposeAsync()
    {
        if (Lab is not null)
            await Lab.DisposeAsync();
    }

    /// <summary>Defines the platform for the first test, and deploys it if no test does.</summary>
    private protected abstract Task<PlatformOnHosts> BeginAsync();
}
