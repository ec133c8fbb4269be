namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Role of a group in Argo CD.</summary>
public enum ArgoCdRole
{
    /// <summary>Full access: <c>role:admin</c>.</summary>
    Admin = 1,

    /// <summary>Read access: <c>role:readonly</c>.</summary>
    ReadOnly,
}
