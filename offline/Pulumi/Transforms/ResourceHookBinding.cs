namespace Pulumi;

/// <summary>Hooks of a resource, by the moment at which they are called.</summary>
public class ResourceHookBinding
{
    /// <summary>Called before the resource is created.</summary>
    public List<ResourceHook> BeforeCreate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Called after the resource is created.</summary>
    public List<ResourceHook> AfterCreate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Called before the resource is updated.</summary>
    public List<ResourceHook> BeforeUpdate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Called after the resource is updated.</summary>
    public List<ResourceHook> AfterUpdate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Called before the resource is deleted.</summary>
    public List<ResourceHook> BeforeDelete
    {
        get => field ??= [];
        set;
    }

    /// <summary>Called after the resource is deleted.</summary>
    public List<ResourceHook> AfterDelete
    {
        get => field ??= [];
        set;
    }

    /// <summary>Called when an operation failed.</summary>
    public List<ErrorHook> OnError
    {
        get => field ??= [];
        set;
    }

    /// <summary>True if there are no hooks.</summary>
    public bool IsEmpty => OnError.Count == 0
        && BeforeCreate.Count == 0 && AfterCreate.Count == 0
        && BeforeUpdate.Count == 0 && AfterUpdate.Count == 0
        && BeforeDelete.Count == 0 && AfterDelete.Count == 0;

    /// <summary>A copy whose lists may be changed without changing those of the original.</summary>
    public ResourceHookBinding Clone() => Concat(new());

    /// <summary>A new binding: the hooks of this one, then those of another.</summary>
    public ResourceHookBinding Concat(ResourceHookBinding other) => new()
    {
        BeforeCreate = [.. BeforeCreate, .. other.BeforeCreate],
        AfterCreate = [.. AfterCreate, .. other.AfterCreate],
        BeforeUpdate = [.. BeforeUpdate, .. other.BeforeUpdate],
        AfterUpdate = [.. AfterUpdate, .. other.AfterUpdate],
        BeforeDelete = [.. BeforeDelete, .. other.BeforeDelete],
        AfterDelete = [.. AfterDelete, .. other.AfterDelete],
        OnError = [.. OnError, .. other.OnError],
    };
}
