namespace Pulumi;

/// <summary>
/// Functions of the program that the engine would call back: transforms and hooks. That takes a server in the program, which this
/// implementation of the API does not have; the official package does. In tests they are accepted, and never called, by either.
/// </summary>
internal sealed class EngineCallbacks(IMonitor monitor, InFlightTasks tasks)
{
    /// <summary>Registers a function. Where the engine would be to call it, the program fails.</summary>
    /// <param name="function">Description of the function, as the beginning of a sentence.</param>
    public Task Register(string function)
    {
        if (monitor.AcceptsCallbacks)
            return Task.CompletedTask;

        var refusal = Task.FromException(new RunException(
            $"{function} can't be registered: transforms and hooks are called back by the engine, and this build of the Pulumi API " +
            "can't serve such calls. Build with PulumiSdk=official to use them, or take a resource transformation instead."));
        tasks.Add(refusal);
        return refusal;
    }

    /// <summary>Waits for the hooks of a resource, and for the refusal of its transforms.</summary>
    public async Task RequireAsync(Resource resource, ResourceOptions options)
    {
        var hooks = options.Hooks;
        ResourceHook[] bound =
        [
            .. hooks.BeforeCreate, .. hooks.AfterCreate,
            .. hooks.BeforeUpdate, .. hooks.AfterUpdate,
            .. hooks.BeforeDelete, .. hooks.AfterDelete,
        ];
        foreach (var registered in bound.Select(hook => hook.Registered).Concat(hooks.OnError.Select(hook => hook.Registered)))
            await registered.ConfigureAwait(false);
        if (options.ResourceTransforms.Count > 0)
            await Register($"The transform of the resource '{resource.GetResourceName()}'").ConfigureAwait(false);
    }
}
