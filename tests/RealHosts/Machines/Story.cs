using K8tre.Automation.Commands;
using K8tre.Tests.RealHosts.Engine;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Hosts, and a platform on them, that the tests of a class share.</summary>
/// <param name="names">Names of the hosts.</param>
public abstract class Story(params string[] names) : IAsyncLifetime
{
    private IReadOnlyList<TestHost> _hosts = [];

    /// <summary>Where the hosts are.</summary>
    internal Lab Lab { get; private set; } = null!;

    /// <summary>The platform, with the settings that the last test left.</summary>
    internal PlatformOnHosts Platform { get; private set; } = null!;

    /// <summary>What the first deployment did.</summary>
    internal RunReport FirstRun { get; private protected set; } = null!;

    /// <summary>The hosts of these names, in this order.</summary>
    internal IReadOnlyList<TestHost> Hosts(params string[] wanted) => [.. wanted.Select(Host)];

    /// <summary>The host of a name.</summary>
    internal TestHost Host(string name) => _hosts.Single(host => host.Name == name);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // Its tests are skipped, or fail each with the reason.
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

    /// <summary>Describes the platform that the story begins with, and deploys it where no test does.</summary>
    private protected abstract Task<PlatformOnHosts> BeginAsync();
}
