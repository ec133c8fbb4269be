namespace K8tre.Components.Azure.Scope;

/// <summary>Built-in role of Azure.</summary>
/// <param name="Name">Name of the role.</param>
/// <param name="Id">GUID of the role, the same in every tenant.</param>
/// <remarks>https://learn.microsoft.com/azure/role-based-access-control/built-in-roles</remarks>
public sealed record BuiltInRole(string Name, string Id)
{
    /// <summary>Manages networks. AKS needs it on the networks and route tables that it uses.</summary>
    public static BuiltInRole NetworkContributor { get; } = new("Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7");

    /// <summary>Writes records of private DNS zones.</summary>
    public static BuiltInRole PrivateDnsZoneContributor { get; } =
        new("Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f");

    /// <summary>Writes records of public DNS zones.</summary>
    public static BuiltInRole DnsZoneContributor { get; } = new("DNS Zone Contributor", "befefa01-2a29-4197-83a8-272ff33ce314");

    /// <summary>Encrypts and decrypts with keys.</summary>
    public static BuiltInRole KeyVaultCryptoUser { get; } = new("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424");

    /// <summary>Wraps and unwraps keys for a service, such as managed disks.</summary>
    public static BuiltInRole KeyVaultCryptoServiceEncryptionUser { get; } =
        new("Key Vault Crypto Service Encryption User", "e147488a-f6f5-4113-8e2d-b22465e65bf6");

    /// <summary>Manages a key vault, without access to its contents. AKS needs it to connect to a private key vault.</summary>
    public static BuiltInRole KeyVaultContributor { get; } = new("Key Vault Contributor", "f25e0fa2-a7c8-4377-a976-54943a77a395");

    /// <summary>Reads secrets.</summary>
    public static BuiltInRole KeyVaultSecretsUser { get; } = new("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6");

    /// <summary>Reads all resources.</summary>
    public static BuiltInRole Reader { get; } = new("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7");

    /// <summary>Assigns a managed identity. The control plane needs it to assign the kubelets their identity.</summary>
    public static BuiltInRole ManagedIdentityOperator { get; } = new("Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830");

    /// <summary>Manages a storage account and reads its keys. The file driver creates and mounts shares with it.</summary>
    public static BuiltInRole StorageAccountContributor { get; } =
        new("Storage Account Contributor", "17d1049b-9a84-46fb-8f53-869881c3d3ab");

    /// <summary>Pulls images from a registry.</summary>
    public static BuiltInRole AcrPull { get; } = new("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d");

    /// <summary>Reads and writes blobs.</summary>
    public static BuiltInRole StorageBlobDataContributor { get; } =
        new("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe");

    /// <summary>Creates, changes and deletes all resources, except role assignments and locks.</summary>
    public static BuiltInRole Contributor { get; } = new("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c");

    /// <summary>Assigns roles. A condition limits the roles.</summary>
    public static BuiltInRole RoleBasedAccessControlAdministrator { get; } =
        new("Role Based Access Control Administrator", "f58310d9-a9f6-439a-9e8d-f62e7b41a168");

    /// <summary>Creates and removes locks.</summary>
    public static BuiltInRole LocksContributor { get; } = new("Locks Contributor", "28bf596f-4eb7-45ce-b5bc-6cf482fec137");

    /// <summary>Has all permissions inside clusters that use Azure RBAC.</summary>
    public static BuiltInRole AksClusterAdmin { get; } =
        new("Azure Kubernetes Service RBAC Cluster Admin", "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b");
}
