using Pulumirpc;

namespace Pulumi;

/// <summary>The engine's service for everything but resources.</summary>
internal interface IEngine
{
    Task LogAsync(LogRequest request);

    /// <exception cref="RunException">The version of the CLI is out of the range.</exception>
    Task RequirePulumiVersionAsync(RequirePulumiVersionRequest request);
}
