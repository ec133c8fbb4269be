namespace Pulumi;

/// <summary>Called back by the engine before or after an operation on a resource.</summary>
public delegate Task ResourceHookCallback(ResourceHookArgs args, CancellationToken cancellationToken = default);

/// <summary>A named function to call around operations on resources, as <see cref="ResourceOptions.Hooks"/> binds it.</summary>
public class ResourceHook
{
    /// <summary>Registers a hook with the engine.</summary>
    /// <exception cref="InvalidOperationException">No program is running.</exception>
    public ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
        : this(name, callback, options!, Deployment.Required.Callbacks.Register($"The resource hook '{name}'"))
    {
    }

    /// <summary>For hooks whose registration is someone else's work.</summary>
    protected ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions options, Task registered)
    {
        Name = name;
        Callback = callback;
        Options = options ?? new();
        Registered = registered;
    }

    /// <summary>The name, unique in the program.</summary>
    public string Name { get; }

    /// <summary>The function.</summary>
    public ResourceHookCallback Callback { get; }

    /// <summary>Options of the hook.</summary>
    public ResourceHookOptions Options { get; }

    internal Task Registered { get; }
}

/// <summary>Options of a hook: the operations that call it, and the meaning of a failure.</summary>
public class ResourceHookOptions
{
    /// <summary>True if previews call the hook too. Default: false.</summary>
    public bool? OnDryRun { get; set; }

    /// <summary>True if a failure is only a warning. Default: false, and the operation fails.</summary>
    public bool? IgnoreErrors { get; set; }
}
