using Pulumirpc;

namespace Pulumi;

/// <summary>Hands messages to the engine, one after the other.</summary>
internal sealed class EngineLog(IEngine engine, InFlightTasks tasks)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private volatile bool _hasErrors;

    /// <summary>True if the program has logged an error. It then fails, even if nothing else went wrong.</summary>
    public bool HasErrors => _hasErrors;

    /// <summary>Sends a message after those before it.</summary>
    /// <returns>A task that fails with a <see cref="LogException"/> when the engine does not take it.</returns>
    public Task WriteAsync(LogSeverity severity, string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
    {
        if (severity == LogSeverity.Error)
            _hasErrors = true;

        var request = new LogRequest { Severity = severity, Message = message, StreamId = streamId ?? 0, Ephemeral = ephemeral ?? false };
        Task sending;
        lock (_gate)
            sending = _last = SendAsync(_last, request, resource);
        tasks.Add(sending);
        return sending;
    }

    private async Task SendAsync(Task before, LogRequest request, Resource? resource)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        request.Urn = await UrnOfAsync(resource).ConfigureAwait(false);
        try
        {
            await engine.LogAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _hasErrors = true;
            throw new LogException(exception);
        }
    }

    private static async Task<string> UrnOfAsync(Resource? resource)
    {
        if (resource is null)
            return "";
        try
        {
            return await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        }
        catch (Exception)
        {
            return ""; // the registration failed, perhaps with the very error that this message tells
        }
    }
}
