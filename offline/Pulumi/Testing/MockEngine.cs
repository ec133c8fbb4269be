using System.Collections.Immutable;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>Keeps the errors of a program under test; other messages are dropped.</summary>
internal sealed class MockEngine : IEngine
{
    private ImmutableArray<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public Task LogAsync(LogRequest request)
    {
        if (request.Severity == LogSeverity.Error)
            ImmutableInterlocked.Update(ref _errors, (errors, message) => errors.Add(message), request.Message);
        return Task.CompletedTask;
    }

    public Task RequirePulumiVersionAsync(RequirePulumiVersionRequest request) => Task.CompletedTask;
}
