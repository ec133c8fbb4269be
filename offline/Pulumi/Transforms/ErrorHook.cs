namespace Pulumi;

/// <summary>Called back by the engine when an operation on a resource failed.</summary>
/// <returns>True to try again.</returns>
public delegate Task<bool> ErrorHookCallback(ErrorHookArgs args, CancellationToken cancellationToken = default);

/// <summary>A named function to call when operations on resources fail, as <see cref="ResourceOptions.Hooks"/> binds it.</summary>
public class ErrorHook
{
    /// <summary>Registers a hook with the engine.</summary>
    /// <exception cref="InvalidOperationException">No program is running.</exception>
    public ErrorHook(string name, ErrorHookCallback callback)
        : this(name, callback, Deployment.Required.Callbacks.Register($"The error hook '{name}'"))
    {
    }

    /// <summary>For hooks whose registration is someone else's work.</summary>
    protected internal ErrorHook(string name, ErrorHookCallback callback, Task registered)
    {
        Name = name;
        Callback = callback;
        Registered = registered;
    }

    /// <summary>The name, unique in the program.</summary>
    public string Name { get; }

    /// <summary>The function.</summary>
    public ErrorHookCallback Callback { get; }

    internal Task Registered { get; }
}
